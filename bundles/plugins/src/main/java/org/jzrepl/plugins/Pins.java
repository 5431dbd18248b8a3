// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.plugins;

import java.util.List;
import java.util.stream.Collectors;
import org.jzrepl.api.control.PluginRefusedException;
import org.jzrepl.api.control.Plugins.Origin;
import org.jzrepl.api.log.Reason;
import org.jzrepl.api.plugin.PluginSettings.Pin;
import org.jzrepl.plugins.Roster.Line;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings in what the configuration pins, and removes what it no longer does.
record Pins(Operations operations, Installer installer, Roster roster, Rejects rejects) {
    private static final Logger LOG = LoggerFactory.getLogger(Pins.class);

    void bringIn(List<Pin> pins) throws InterruptedException {
        for (var pin : pins) {
            if (roster.lines().stream().noneMatch(line -> isIt(line, pin))) {
                bringIn(pin);
            }
        }
    }

    /// Drops what was pinned before.
    void keepOnly(List<Pin> pins) throws InterruptedException {
        var wanted = pins.stream().map(Pin::sha256).collect(Collectors.toSet());
        for (var line : roster.lines()) {
            if (line.entry().origin() == Origin.PINNED
                    && !line.isFormer()
                    && !wanted.contains(line.entry().sha256())) {
                drop(line);
            }
        }
        var sources = pins.stream().map(Pin::source).collect(Collectors.toSet());
        rejects.sources(Origin.PINNED).stream()
                .filter(source -> !sources.contains(source))
                .forEach(rejects::remove);
    }

    private static boolean isIt(Line line, Pin pin) {
        return line.entry().sha256().equals(pin.sha256()) && !line.isFormer();
    }

    private void bringIn(Pin pin) throws InterruptedException {
        try {
            operations.exclusively(() -> {
                var staged = operations.sources().fetch(pin.source());
                if (!staged.sha256().equals(pin.sha256())) {
                    throw new PluginRefusedException(pin.source() + " has SHA-256 " + staged.sha256()
                            + ", not the pinned " + pin.sha256() + ": it is another file than the one you checked;"
                            + " get that one, or pin what you have checked");
                }
                boolean replaces = roster.of(staged.id().name()).stream()
                        .anyMatch(line -> line.entry().origin() == Origin.PINNED);
                return installer.install(staged, operations.intake(staged, Origin.PINNED, pin.unsigned(), replaces));
            });
            rejects.remove(pin.source());
        } catch (PluginRefusedException e) {
            rejects.put(Origin.PINNED, pin.source(), e.getMessage());
            LOG.atError()
                    .addKeyValue("source", pin.source())
                    .addKeyValue("err", Reason.of(e))
                    .log("pinned plug-in is not taken");
        }
    }

    private void drop(Line line) throws InterruptedException {
        try {
            operations.exclusively(() -> installer.remove(line, Line::isFormer));
            LOG.atInfo().addKeyValue("plugin", line.id()).log("plug-in that is no longer pinned is removed");
        } catch (PluginRefusedException e) {
            LOG.atWarn().addKeyValue("plugin", line.id()).setCause(e).log("plug-in cannot be removed");
        }
    }
}
