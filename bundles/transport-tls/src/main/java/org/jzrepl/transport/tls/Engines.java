// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.transport.tls;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.conscrypt.Conscrypt;
import org.jzrepl.api.log.Reason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where engines come from: Conscrypt, or the JDK on systems that Conscrypt was not built for.
///
/// The provider is handed over, never registered with the JVM, which would keep this bundle's classes for ever.
final class Engines {
    private static final Logger LOG = LoggerFactory.getLogger(Engines.class);

    private static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");

    private final Supplier<Optional<Provider>> loading;
    private final List<String> protocols;
    private Optional<Optional<Provider>> loaded = Optional.empty(); // guarded by this; inside: empty is the JDK's

    private Engines(Supplier<Optional<Provider>> loading, List<String> protocols) {
        this.loading = loading;
        this.protocols = List.copyOf(protocols);
    }

    static Engines best() {
        return new Engines(Engines::conscrypt, PROTOCOLS);
    }

    static Engines ofTheJdk() {
        return new Engines(Optional::empty, PROTOCOLS);
    }

    Engines only(String protocol) {
        return new Engines(loading, List.of(protocol));
    }

    List<String> protocols() {
        return protocols;
    }

    private static Optional<Provider> conscrypt() {
        if (Conscrypt.isAvailable()) {
            return Optional.of(Conscrypt.newProvider());
        }
        LOG.atInfo()
                .addKeyValue("arch", System.getProperty("os.arch"))
                .log("no fast TLS for this system: the JDK's is used");
        return Optional.empty();
    }

    SSLContext context() throws GeneralSecurityException {
        var provider = provider();
        return provider.isPresent()
                ? SSLContext.getInstance("TLS", provider.orElseThrow())
                : SSLContext.getInstance("TLS");
    }

    /// Loads a native library the first time, which takes a moment.
    private synchronized Optional<Provider> provider() {
        loaded = loaded.or(() -> Optional.of(loading.get()));
        return loaded.orElseThrow();
    }

    /// The first handshake of a JVM takes seconds on a busy machine: a beginning of one, with nobody.
    void warmUp() {
        try {
            var context = context();
            context.init(null, null, null);
            var engine = context.createSSLEngine();
            engine.setUseClientMode(true);
            engine.wrap(ByteBuffer.allocate(0), ByteBuffer.allocateDirect(Records.MAX_RECORD));
            engine.closeOutbound();
            engine.closeInbound();
        } catch (GeneralSecurityException | SSLException e) {
            LOG.atDebug().addKeyValue("err", Reason.of(e)).log("warm-up of TLS ended early");
        }
    }
}
