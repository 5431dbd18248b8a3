// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.event;

import org.osgi.annotation.versioning.ProviderType;

/// Where components publish: hands each event to every registered [EventSink]; a consumer that throws is
/// logged and does not keep the others from hearing. The kernel's service; not registered as an [EventSink]
/// itself.
@ProviderType
@FunctionalInterface
public interface Events {
    void publish(Event event);
}
