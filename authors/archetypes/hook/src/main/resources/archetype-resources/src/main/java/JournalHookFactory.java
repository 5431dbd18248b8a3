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
import org.jzrepl.api.snapshot.Hook;
import org.jzrepl.api.snapshot.HookFactory;
import org.osgi.service.component.annotations.Component;

/// Hook `${type}`: reads its keys, and says all that is wrong with them at once.
@Component
@Supplies(kind = "hook", type = "${type}")
public final class JournalHookFactory implements HookFactory {
    @Override
    public Hook create(Section hook) throws ConfigException {
        var problems = new Problems();
        var file = problems.attempt(() -> hook.required("file", JournalHookFactory::path));
        problems.check(hook::done);
        problems.throwIfAny();
        return new JournalHook(file.orElseThrow());
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
