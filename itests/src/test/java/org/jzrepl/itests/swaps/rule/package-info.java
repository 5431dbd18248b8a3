// SPDX-License-Identifier: Apache-2.0
/// The plug-in of the law test: packed into bundles of many versions, and run by the daemon.
@org.jspecify.annotations.NullMarked
package org.jzrepl.itests.swaps.rule;
