package org.userphone.sms;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A certificate of a provider's for provider.example, localhost and ::1, signed by itself. */
public final class OwnCertificate implements AutoCloseable {

    private static final char[] PASSWORD = "changeit".toCharArray();

    private final SSLContext before;
    private final SSLContext trusting;

    /**
     * @param folder is empty, and takes the files that are needed
     */
    public OwnCertificate(Path folder)
            throws IOException, InterruptedException, GeneralSecurityException {
        before = SSLContext.getDefault();
        var file = folder.resolve("keys.p12");
        var keytool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-keyalg",
                                "EC",
                                "-alias",
                                "provider",
                                "-dname",
                                "CN=provider",
                                "-ext",
                                "san=dns:provider.example,dns:localhost,ip:::1",
                                "-keystore",
                                file.toString(),
                                "-storetype",
                                "PKCS12",
                                "-storepass",
                                new String(PASSWORD))
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("keytool.txt").toFile())
                        .start();
        assertThat(keytool.waitFor()).isZero();
        trusting = context(file);
    }

    private static SSLContext context(Path file) throws IOException, GeneralSecurityException {
        var store = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD);
        var trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("provider", store.getCertificate("provider"));
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    /** The TLS of a server that has the certificate, and of a client that trusts it. */
    public SSLContext context() {
        return trusting;
    }

    /** From now on, this Java trusts the certificate, or does not. */
    public void trust(boolean isTrusted) {
        SSLContext.setDefault(isTrusted ? trusting : before);
    }

    @Override
    public void close() {
        trust(false);
    }
}
