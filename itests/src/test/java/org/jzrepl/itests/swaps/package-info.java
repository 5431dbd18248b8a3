// SPDX-License-Identifier: Apache-2.0
/// The law test of the plug-in platform: suppliers come, change and go while a daemon replicates and prunes.
@org.jspecify.annotations.NullMarked
package org.jzrepl.itests.swaps;
