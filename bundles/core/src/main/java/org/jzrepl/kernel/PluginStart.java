// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.kernel;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.config.Section;
import org.jzrepl.api.config.Words;
import org.jzrepl.api.log.Reason;
import org.jzrepl.api.plugin.PluginHost;
import org.jzrepl.api.plugin.PluginHost.Purpose;
import org.jzrepl.api.plugin.PluginHost.Session;
import org.jzrepl.api.plugin.PluginSettings;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Lets the installer bring in third-party suppliers, where there is one, before the configuration that may need
/// them is read.
@Component(service = PluginStart.class)
public final class PluginStart {
    private static final Logger LOG = LoggerFactory.getLogger(PluginStart.class);
    /// Where the launcher keeps state unless `global.state_dir` says otherwise.
    private static final String STATE = "jzrepl.state";

    private final BundleContext context;
    private final CurrentReader reader;
    private final Set<Opened> open = ConcurrentHashMap.newKeySet();
    private volatile Optional<PluginHost> host = Optional.empty();

    @Activate
    public PluginStart(BundleContext context, @Reference CurrentReader reader) {
        this.context = context;
        this.reader = reader;
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    void add(PluginHost now) {
        host = Optional.of(now);
    }

    /// What it has opened ends before its bundle has stopped.
    void remove(PluginHost gone) throws IOException {
        host = host.filter(now -> now != gone);
        for (var one : open) {
            one.endSession();
        }
    }

    /// What the installer does for one command; it follows the pins of a file that is read again. While no
    /// installer is there, nothing; one that is back since is opened when the file is read again.
    final class Opened implements Closeable {
        private final Purpose purpose;
        private final AtomicReference<Optional<Session>> session;

        private Opened(Purpose purpose, Optional<Session> session) {
            this.purpose = purpose;
            this.session = new AtomicReference<>(session);
            open.add(this);
        }

        /// Where the file is wrong, nothing is brought in, as below.
        void bringIn(Path file) throws InterruptedException {
            try {
                if (session.get().isPresent()) {
                    session.get().orElseThrow().bringIn(settings(global(file)));
                } else {
                    session.set(session(file, purpose));
                    if (host.isEmpty()) {
                        endSession(); // it has gone meanwhile
                    }
                }
            } catch (ConfigException e) {
                tellWhyNot(e);
            } catch (IOException e) {
                LOG.atError().addKeyValue("err", Reason.of(e)).log("installer cannot begin again");
            }
        }

        void keepOnly(PluginSettings settings) throws InterruptedException {
            var current = session.get();
            if (current.isPresent()) {
                current.orElseThrow().keepOnly(settings);
            }
        }

        private void endSession() throws IOException {
            var ended = session.getAndSet(Optional.empty());
            if (ended.isPresent()) {
                ended.orElseThrow().close();
            }
        }

        @Override
        public void close() throws IOException {
            open.remove(this);
            endSession();
        }
    }

    /// Where the file is wrong, nothing is brought in: whoever reads all of it then says so.
    Opened open(Path file, Purpose purpose) throws IOException, InterruptedException {
        try {
            return new Opened(purpose, session(file, purpose));
        } catch (ConfigException e) {
            tellWhyNot(e);
            return new Opened(purpose, Optional.empty());
        }
    }

    private Optional<Session> session(Path file, Purpose purpose)
            throws ConfigException, IOException, InterruptedException {
        var global = global(file);
        var state = stateFolder(global)
                .or(() -> Optional.ofNullable(context.getProperty(STATE)).map(Path::of));
        var installer = host;
        return installer.isPresent() && state.isPresent()
                ? Optional.of(installer.orElseThrow().open(settings(global), state.orElseThrow(), purpose))
                : Optional.empty();
    }

    private static void tellWhyNot(ConfigException e) {
        LOG.atDebug().addKeyValue("err", Reason.of(e)).log("plug-ins are not started");
    }

    private Section global(Path file) throws ConfigException {
        return reader.read(file).main().section("global");
    }

    static PluginSettings settings(Section global) throws ConfigException {
        return PluginSettings.read(global.section("plugins"));
    }

    static Optional<Path> stateFolder(Section global) throws ConfigException {
        return global.optional("state_dir", value -> Optional.of(Path.of(Words.nonEmpty(value))), Optional.empty());
    }
}
