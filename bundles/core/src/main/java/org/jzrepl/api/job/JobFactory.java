// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.job;

import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.config.JobName;
import org.jzrepl.api.config.Section;
import org.osgi.annotation.versioning.ConsumerType;

/// Makes the jobs of one `type`; supplier kind `job`.
@ConsumerType
@FunctionalInterface
public interface JobFactory {
    /// Reads the section to its end; the kernel has read `type` and `name`. Opens nothing.
    Job create(JobName name, Section job, Suppliers suppliers) throws ConfigException;
}
