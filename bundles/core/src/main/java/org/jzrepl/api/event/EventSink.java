// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.event;

import org.osgi.annotation.versioning.ConsumerType;

/// Takes events. As a service: a consumer, called for each event of the daemon, in no promised order, from any
/// thread. The daemon's own sink, which hands events to all consumers, is the service [Events].
@ConsumerType
@FunctionalInterface
public interface EventSink {
    /// Must not block.
    void on(Event event);
}
