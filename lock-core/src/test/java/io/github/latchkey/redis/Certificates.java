package io.github.latchkey.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A certificate authority of the test's own, made by the JDK's keytool, and certificates that it signed for this machine. */
public record Certificates(Path directory) implements AutoCloseable {

    /** What a certificate for this machine says. */
    public static final String LOCALHOST = "san=ip:127.0.0.1,dns:localhost";

    /** The password of {@link #file}. */
    public static final String STORE_PASSWORD = "changeit";

    private static final char[] PASSWORD = STORE_PASSWORD.toCharArray();

    /** Makes an authority of this name, called {@code ca} here, and a certificate {@code server}. */
    public static Certificates of(String authority) {
        Certificates made = new Certificates(temporaryDirectory());
        made.keytool("ca", "-dname", "CN=" + authority, "-ext", "bc:c", "-validity", "2");
        made.sign("server", "-ext", LOCALHOST, "-validity", "2");
        return made;
    }

    /** Makes one more certificate, with more options of keytool. */
    public void sign(String name, String... more) {
        List<String> options = new ArrayList<>(List.of("-dname", "CN=" + name, "-signer", "ca"));
        options.addAll(List.of(more));
        keytool(name, options.toArray(String[]::new));
    }

    /** Returns the file with all keys and certificates. */
    public Path file() {
        return directory.resolve("keys.p12");
    }

    /** Writes the certificate of this name as a PEM file. */
    public Path certificate(String name) {
        try {
            return write(
                    name + ".crt", "CERTIFICATE", store().getCertificate(name).getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Writes the private key of this name as a PEM file. */
    public Path key(String name) {
        try {
            return write(
                    name + ".key", "PRIVATE KEY", store().getKey(name, PASSWORD).getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns what a server with the certificate of this name has, which knows clients by certificates of this authority. */
    public SSLContext server(String name) {
        try {
            KeyStore store = store();
            KeyStore only = KeyStore.getInstance("PKCS12");
            only.load(null, PASSWORD);
            only.setKeyEntry(name, store.getKey(name, PASSWORD), PASSWORD, store.getCertificateChain(name));
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(only, PASSWORD);
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private KeyStore store() {
        try (InputStream in = Files.newInputStream(file())) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, PASSWORD);
            return store;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path temporaryDirectory() {
        try {
            return Files.createTempDirectory("latchkey-certificates-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path write(String name, String type, byte[] content) {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        try {
            return Files.writeString(
                    directory.resolve(name),
                    "-----BEGIN " + type + "-----\n" + text + "\n-----END " + type + "-----\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void keytool(String name, String... more) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of("-J-XX:TieredStopAtLevel=1", "-genkeypair", "-alias", name, "-keyalg", "EC"));
        command.addAll(List.of("-storetype", "PKCS12", "-storepass", STORE_PASSWORD));
        command.addAll(List.of("-keystore", file().toString()));
        command.addAll(List.of(more));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(said);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
