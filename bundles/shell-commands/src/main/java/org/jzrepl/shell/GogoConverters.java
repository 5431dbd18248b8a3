// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.shell;

import org.apache.felix.gogo.jline.Converters;
import org.apache.felix.service.command.Converter;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/// Makes bundles of their numbers and names, for Felix's commands, and lines of bundles.
@Component(service = Converter.class)
public final class GogoConverters extends Converters {
    @Activate
    public GogoConverters(BundleContext context) {
        super(context.getBundle(Constants.SYSTEM_BUNDLE_ID).getBundleContext());
    }
}
