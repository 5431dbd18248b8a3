// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.replication.driver;

import org.jzrepl.api.endpoint.Endpoint;

/// Both ends of a run.
record Sides(Endpoint.Sender sender, Endpoint.Receiver receiver) {}
