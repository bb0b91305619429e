package io.github.latchkey.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisURI;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundleKey;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.ssl.SslOptions;
import org.springframework.boot.ssl.SslStoreBundle;

class QuorumTlsTest {

    @Test
    void theBundleSaysWhichCiphersAndProtocolsAreUsed() {
        SslOptions restricted = SslOptions.of(Set.of("TLS_AES_256_GCM_SHA384"), Set.of("TLSv1.3"));
        SslBundles bundles =
                new DefaultSslBundleRegistry("locks", SslBundle.of(SslStoreBundle.NONE, SslBundleKey.NONE, restricted));

        io.lettuce.core.SslOptions options =
                QuorumTls.options(List.of(RedisURI.create("rediss://a")), "locks", bundles);

        assertThat(options.getCipherSuites()).containsExactly("TLS_AES_256_GCM_SHA384");
        assertThat(options.getProtocols()).containsExactly("TLSv1.3");
    }
}
