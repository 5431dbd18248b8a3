// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.kernel;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.config.ConfigurationReader;
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

    void remove(PluginHost gone) {
        host = host.filter(now -> now != gone);
    }

    /// What the installer did for one command; it follows the pins of a file that is read again.
    record Opened(Optional<Session> session) implements Closeable {
        /// Where the file is wrong, nothing is brought in, as below.
        void bringIn(Path file, ConfigurationReader reader) throws InterruptedException {
            try {
                if (session.isPresent()) {
                    session.orElseThrow().bringIn(settings(global(reader, file)));
                }
            } catch (ConfigException e) {
                tellWhyNot(e);
            }
        }

        void keepOnly(PluginSettings settings) throws InterruptedException {
            if (session.isPresent()) {
                session.orElseThrow().keepOnly(settings);
            }
        }

        @Override
        public void close() throws IOException {
            if (session.isPresent()) {
                session.orElseThrow().close();
            }
        }
    }

    /// Where the file is wrong, nothing is brought in: whoever reads all of it then says so.
    Opened open(Path file, Purpose purpose) throws IOException, InterruptedException {
        Optional<Session> session = Optional.empty();
        try {
            var global = global(reader, file);
            var state = stateFolder(global)
                    .or(() -> Optional.ofNullable(context.getProperty(STATE)).map(Path::of));
            if (host.isPresent() && state.isPresent()) {
                session = Optional.of(host.orElseThrow().open(settings(global), state.orElseThrow(), purpose));
            }
        } catch (ConfigException e) {
            tellWhyNot(e);
        }
        return new Opened(session);
    }

    private static void tellWhyNot(ConfigException e) {
        LOG.atDebug().addKeyValue("err", Reason.of(e)).log("plug-ins are not started");
    }

    private static Section global(ConfigurationReader reader, Path file) throws ConfigException {
        return reader.read(file).main().section("global");
    }

    static PluginSettings settings(Section global) throws ConfigException {
        return PluginSettings.read(global.section("plugins"));
    }

    static Optional<Path> stateFolder(Section global) throws ConfigException {
        return global.optional("state_dir", value -> Optional.of(Path.of(Words.nonEmpty(value))), Optional.empty());
    }
}
