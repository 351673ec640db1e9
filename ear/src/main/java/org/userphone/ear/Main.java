package org.userphone.ear;

/**
 * The main class. It is compiled for Java 8, so that an older Java than userphone needs can load it
 * and print that it is too old.
 */
public final class Main {

    private static final int MIN_JAVA_VERSION = 17;

    private Main() {}

    public static void main(String[] arguments) throws ReflectiveOperationException {
        if (tooOld(System.getProperty("java.specification.version"))) {
            System.err.println(
                    "userphone needs Java "
                            + MIN_JAVA_VERSION
                            + " or newer; this is Java "
                            + System.getProperty("java.version")
                            + ".");
            System.exit(1);
        }
        // By reflection, because this class is compiled without the launcher.
        Class.forName("org.userphone.ear.Launcher")
                .getMethod("launch", String[].class)
                .invoke(null, (Object) arguments);
    }

    /**
     * Whether a specification version is too old: 1.8 for Java 8, a whole number for later ones.
     */
    static boolean tooOld(String specification) {
        return specification.startsWith("1.") || Integer.parseInt(specification) < MIN_JAVA_VERSION;
    }
}
