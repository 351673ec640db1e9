package org.userphone.ear;

/** Where the JVM comes in: an old Java can load this class and is told that it is too old. */
public final class Main {

    private static final int OLDEST_JAVA = 17;

    private Main() {}

    public static void main(String[] arguments) throws ReflectiveOperationException {
        if (tooOld(System.getProperty("java.specification.version"))) {
            System.err.println(
                    "userphone needs Java "
                            + OLDEST_JAVA
                            + " or newer; this is Java "
                            + System.getProperty("java.version")
                            + ".");
            System.exit(1);
        }
        // By name: javac would read the launcher, which an old Java does not understand.
        Class.forName("org.userphone.ear.Launcher").getMethod("launch").invoke(null);
    }

    /** Java 8 calls itself 1.8, all later ones by a whole number. */
    static boolean tooOld(String specification) {
        return specification.startsWith("1.") || Integer.parseInt(specification) < OLDEST_JAVA;
    }
}
