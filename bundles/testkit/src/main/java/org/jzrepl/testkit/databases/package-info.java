// SPDX-License-Identifier: Apache-2.0
/// Database servers of Debian's packages, started for a test.
@org.jspecify.annotations.NullMarked
package org.jzrepl.testkit.databases;
