// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.logging.outlets;

import java.nio.file.Path;
import org.jzrepl.api.config.ByteSize;
import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.config.Numbers;
import org.jzrepl.api.config.Problems;
import org.jzrepl.api.config.Section;
import org.jzrepl.api.config.Section.Scalar;
import org.jzrepl.api.config.Supplies;
import org.jzrepl.api.config.Words;
import org.jzrepl.api.log.LogFormat;
import org.jzrepl.api.log.LogOutlet;
import org.jzrepl.api.log.LogOutletFactory;
import org.osgi.service.component.annotations.Component;

/// Outlet `file`.
@Component
@Supplies(kind = "outlet", type = "file")
public final class FileOutletFactory implements LogOutletFactory {
    private static final ByteSize USUAL_SIZE = new ByteSize(8.0 * (10 << 20));
    private static final int USUAL_COUNT = 5;

    @Override
    public LogOutlet create(Section outlet, LogFormat format) throws ConfigException {
        var problems = new Problems();
        var path = problems.attempt(() -> outlet.required("path", value -> Path.of(Words.nonEmpty(value))));
        var size = problems.attempt(() -> outlet.optional("max_size", FileOutletFactory::size, USUAL_SIZE));
        var keep = problems.attempt(() -> outlet.optional("keep", Numbers.between(0, 1000), USUAL_COUNT));
        var retry = problems.attempt(() -> RetryInterval.read(outlet));
        problems.check(outlet::done);
        problems.throwIfAny();
        var file = new RotatedFile(path.orElseThrow(), size.orElseThrow().bytes(), keep.orElseThrow());
        return new FileOutlet(format, file, new Pause(retry.orElseThrow(), System::nanoTime));
    }

    private static ByteSize size(Scalar value) {
        var size = ByteSize.parse(value);
        if (size.bytes() < 1) {
            throw new IllegalArgumentException("must be at least 1 B");
        }
        return size;
    }
}
