// SPDX-License-Identifier: Apache-2.0
package ${package};

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.config.Problems;
import org.jzrepl.api.config.Section;
import org.jzrepl.api.config.Section.Scalar;
import org.jzrepl.api.config.Supplies;
import org.jzrepl.api.config.Words;
import org.jzrepl.api.log.LogFormat;
import org.jzrepl.api.log.LogOutlet;
import org.jzrepl.api.log.LogOutletFactory;
import org.osgi.service.component.annotations.Component;

/// Outlet `${type}`: reads its keys, and says all that is wrong with them at once.
@Component
@Supplies(kind = "outlet", type = "${type}")
public final class DailyOutletFactory implements LogOutletFactory {
    @Override
    public LogOutlet create(Section outlet, LogFormat format) throws ConfigException {
        var problems = new Problems();
        var folder = problems.attempt(() -> outlet.required("folder", DailyOutletFactory::path));
        problems.check(outlet::done);
        problems.throwIfAny();
        return new DailyOutlet(folder.orElseThrow(), format);
    }

    private static Path path(Scalar value) {
        try {
            var path = Path.of(Words.nonEmpty(value));
            if (!path.isAbsolute()) {
                throw new IllegalArgumentException("\"" + path + "\" must be an absolute path");
            }
            return path;
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("is no path: " + e.getMessage(), e);
        }
    }
}
