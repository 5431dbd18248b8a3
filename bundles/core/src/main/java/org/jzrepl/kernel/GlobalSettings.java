// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.kernel;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.config.Effective;
import org.jzrepl.api.config.Problems;
import org.jzrepl.api.config.Section;
import org.jzrepl.api.config.Words;
import org.jzrepl.api.zfs.Zfs;
import org.jzrepl.api.zfs.ZfsFactory;

/// What `global` says. Problems go to the collector; what depends on a wrong value is empty then.
final class GlobalSettings {
    private static final String CONTROL_SOCKET = "/var/run/zrepl/control";
    private static final String STDINSERVER_SOCKETS = "/var/run/zrepl/stdinserver";

    private final Section section;
    private final OwnedSuppliers suppliers;
    private final Map<String, Section> serveDefaults = new HashMap<>();
    private final Optional<Path> controlSocket;
    private final Optional<LoggingSettings.Outlets> logging;
    private final Optional<TablePart<?, Zfs>> zfs;

    GlobalSettings(Section global, SupplierTable table, Problems problems) {
        section = global;
        suppliers = new OwnedSuppliers(table, "global", Map.of(), global, OwnedSuppliers.Reading.FIRST);
        controlSocket = problems.attempt(() -> controlSocket(global));
        problems.check(() -> readServe(global));
        logging = problems.attempt(() -> new LoggingSettings(table, suppliers).read(global));
        problems.check(() -> MonitoringSettings.check(global));
        zfs = problems.attempt(() -> zfs(global));
        problems.attempt(() -> PluginStart.stateFolder(global));
        problems.attempt(() -> PluginStart.settings(global));
        problems.check(global::done);
    }

    Map<String, Section> serveDefaults() {
        return serveDefaults;
    }

    Optional<TablePart<?, Zfs>> zfs() {
        return zfs;
    }

    /// Only to be called when no problem was found; the same holds below.
    Configuration.Global global() {
        return new Configuration.Global(
                controlSocket.orElseThrow(), logging.orElseThrow().all(), zfs.orElseThrow(), zfsConfigured());
    }

    /// Empty where its supplier is not there to read it.
    Optional<Effective> zfsConfigured() {
        return zfs.filter(part -> !suppliers.isUnread(part))
                .map(_ -> section.effective().entries().get("zfs").values());
    }

    Effective.Mapping effective() {
        return section.effective().with("logging", logging.orElseThrow().effective());
    }

    private static Path controlSocket(Section global) throws ConfigException {
        var control = global.section("control");
        var path = control.optional("sockpath", Words::nonEmpty, CONTROL_SOCKET);
        control.done();
        return Path.of(path);
    }

    private void readServe(Section global) throws ConfigException {
        var serve = global.section("serve");
        var stdinserver = serve.section("stdinserver");
        serveDefaults.put("stdinserver", stdinserver.unread());
        stdinserver.optional("sockdir", Words::nonEmpty, STDINSERVER_SOCKETS);
        stdinserver.done();
        serve.done();
    }

    private TablePart<?, Zfs> zfs(Section global) throws ConfigException {
        var zfs = global.section("zfs");
        var type = zfs.optional("type", Words::nonEmpty, "native");
        return suppliers.part(ZfsFactory.class, zfs, type, ZfsFactory::create);
    }
}
