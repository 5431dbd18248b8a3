// SPDX-License-Identifier: Apache-2.0
/// Contracts that every supplier of a kind obeys, and fakes for tests; never in a distribution.
@org.jspecify.annotations.NullMarked
package org.jzrepl.testkit;
