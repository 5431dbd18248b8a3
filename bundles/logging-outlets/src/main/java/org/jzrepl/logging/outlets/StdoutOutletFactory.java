// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.logging.outlets;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.config.Numbers;
import org.jzrepl.api.config.Problems;
import org.jzrepl.api.config.Section;
import org.jzrepl.api.config.Supplies;
import org.jzrepl.api.log.LogFormat;
import org.jzrepl.api.log.LogFormat.Part;
import org.jzrepl.api.log.LogOutlet;
import org.jzrepl.api.log.LogOutletFactory;
import org.osgi.service.component.annotations.Component;

/// Outlet `stdout` (`configuration.md` 8.2): on a terminal time and level are always shown, colour only there.
@Component
@Supplies(kind = "outlet", type = "stdout")
public final class StdoutOutletFactory implements LogOutletFactory {
    @Override
    public LogOutlet create(Section outlet, LogFormat format) throws ConfigException {
        var problems = new Problems();
        var time = problems.attempt(() -> outlet.optional("time", Numbers::bool, true));
        var color = problems.attempt(() -> outlet.optional("color", Numbers::bool, true));
        problems.check(outlet::done);
        problems.throwIfAny();
        boolean terminal = new CLibrary().isTerminal(1);
        var shown = shown(time.orElseThrow(), color.orElseThrow(), terminal, System.getenv());
        return new StdoutOutlet(format, shown, new FileOutputStream(FileDescriptor.out));
    }

    /// The process has one standard output.
    @Override
    public boolean isOnlyOnce() {
        return true;
    }

    static Set<Part> shown(boolean time, boolean color, boolean terminal, Map<String, String> environment) {
        var shown = EnumSet.of(Part.LEVEL);
        if (terminal || time) {
            shown.add(Part.TIME);
        }
        boolean plain = !environment.getOrDefault("NO_COLOR", "").isEmpty()
                || environment.getOrDefault("TERM", "").equals("dumb");
        if (terminal && color && !plain) {
            shown.add(Part.COLOR);
        }
        return shown;
    }
}
