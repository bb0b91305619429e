package io.github.latchkey.spring.autoconfigure;

import io.lettuce.core.RedisURI;
import io.lettuce.core.SslOptions;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;

/** How the nodes of a quorum are reached over TLS. */
final class QuorumTls {

    private static final String SETTING = "distributed-lock.quorum.ssl-bundle";

    private QuorumTls() {}

    /** Returns what the named bundle says, or trusts whom the JVM trusts where none is named. */
    static SslOptions options(List<RedisURI> nodes, @Nullable String name, @Nullable SslBundles bundles) {
        if (name == null || name.isBlank()) {
            return SslOptions.create();
        }
        if (nodes.stream().noneMatch(RedisURI::isSsl)) {
            throw new IllegalArgumentException(SETTING + " is '" + name
                    + "', but distributed-lock.quorum.nodes has no node with TLS. Write rediss:// instead of redis://, or remove "
                    + SETTING + ".");
        }
        SslBundle bundle = bundle(name, bundles);
        SslOptions.Builder options = SslOptions.builder()
                .jdkSslProvider()
                .keyManager(bundle.getManagers().getKeyManagerFactory())
                .trustManager(bundle.getManagers().getTrustManagerFactory());
        String[] ciphers = bundle.getOptions().getCiphers();
        if (ciphers != null) {
            options.cipherSuites(ciphers);
        }
        String[] protocols = bundle.getOptions().getEnabledProtocols();
        if (protocols != null) {
            options.protocols(protocols);
        }
        return options.build();
    }

    private static SslBundle bundle(String name, @Nullable SslBundles bundles) {
        if (bundles == null) {
            throw new IllegalArgumentException(
                    SETTING + " is '" + name
                            + "', but there is no SslBundles bean. Spring Boot's SslAutoConfiguration makes it: do not exclude that.");
        }
        try {
            return bundles.getBundle(name);
        } catch (NoSuchSslBundleException e) {
            throw new IllegalArgumentException(
                    SETTING + " is '" + name + "', but there is no such bundle. Define it: spring.ssl.bundle.pem."
                            + name + " or spring.ssl.bundle.jks." + name + ".",
                    e);
        }
    }
}
