// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.kernel;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.config.Problems;
import org.jzrepl.api.config.Section;
import org.jzrepl.api.config.Words;
import org.jzrepl.api.job.Suppliers.Part;
import org.jzrepl.api.log.LogEntry.Level;
import org.jzrepl.api.log.LogFormat;
import org.jzrepl.api.log.LogOutlet;
import org.jzrepl.api.log.LogOutletFactory;
import org.jzrepl.api.zfs.Zfs;
import org.jzrepl.api.zfs.ZfsFactory;

/// What `global` says. Problems go to the collector; what depends on a wrong value is empty then.
final class GlobalSettings {
    private static final String CONTROL_SOCKET = "/var/run/zrepl/control";
    private static final String STDINSERVER_SOCKETS = "/var/run/zrepl/stdinserver";

    private final SupplierTable table;
    private final Problems problems;
    private final OwnedSuppliers suppliers;
    private final Map<String, Section> serveDefaults = new HashMap<>();
    private final Optional<Path> controlSocket;
    private final Optional<List<LogFanout.Outlet>> outlets;
    private final Optional<Part<Zfs>> zfs;

    GlobalSettings(Section global, SupplierTable table, Problems problems) {
        this.table = table;
        this.problems = problems;
        suppliers = new OwnedSuppliers(table, "global", Map.of(), global);
        controlSocket = problems.attempt(() -> controlSocket(global));
        problems.check(() -> readServe(global));
        outlets = problems.attempt(() -> outlets(global));
        zfs = problems.attempt(() -> zfs(global));
        problems.check(() -> refuseWhatIsNotThereYet(global));
        problems.check(global::done);
    }

    Map<String, Section> serveDefaults() {
        return serveDefaults;
    }

    /// Only to be called when no problem was found.
    Configuration with(List<Slot> slots) {
        return new Configuration(controlSocket.orElseThrow(), outlets.orElseThrow(), zfs.orElseThrow(), slots);
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

    /// `logging` absent: warnings to stdout; an explicit empty list: the same without time, level and colour.
    private List<LogFanout.Outlet> outlets(Section global) throws ConfigException {
        var sections = global.sections("logging");
        if (sections.isEmpty()) {
            var standard = suppliers.part(LogOutletFactory.class, global.section(""), "stdout", this::humanOutlet);
            return List.of(new LogFanout.Outlet(Level.WARN, standard));
        }
        var all = new ArrayList<LogFanout.Outlet>();
        for (var section : sections) {
            problems.attempt(() -> outlet(section)).ifPresent(all::add);
        }
        return all;
    }

    private LogOutlet humanOutlet(LogOutletFactory factory, Section nothing) throws ConfigException {
        return factory.create(nothing, format(nothing, "human"));
    }

    private LogFanout.Outlet outlet(Section section) throws ConfigException {
        var level = section.unread().required("level", Words.oneOf("", Level.values()));
        var part = suppliers.<LogOutletFactory, LogOutlet>part(LogOutletFactory.class, section, (factory, outlet) -> {
            outlet.required("level", Words.oneOf("", Level.values()));
            return factory.create(outlet, format(outlet, outlet.required("format", Words::nonEmpty)));
        });
        return new LogFanout.Outlet(level, part);
    }

    private LogFormat format(Section outlet, String type) throws ConfigException {
        var supplier = table.best(LogFormat.class, type);
        if (supplier.isEmpty()) {
            throw outlet.wrong(
                    "format", "\"" + type + "\" is none of " + String.join(", ", table.types(LogFormat.class)));
        }
        return (LogFormat) supplier.orElseThrow().service();
    }

    private Part<Zfs> zfs(Section global) throws ConfigException {
        var section = global.section("zfs");
        var type = section.optional("type", Words::nonEmpty, "native");
        return suppliers.part(ZfsFactory.class, section, type, ZfsFactory::create);
    }

    private void refuseWhatIsNotThereYet(Section global) throws ConfigException {
        if (!global.sections("monitoring").isEmpty()) {
            throw global.wrong("monitoring", "metrics are not supported yet: remove the key");
        }
        for (var key : List.of("plugins", "state_dir")) {
            if (global.has(key)) {
                throw global.wrong(key, "not supported yet: remove the key");
            }
        }
    }
}
