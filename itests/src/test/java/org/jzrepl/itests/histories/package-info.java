// SPDX-License-Identifier: Apache-2.0
/// Random histories of two hosts, with faults, and the laws that hold whatever happens.
@org.jspecify.annotations.NullMarked
package org.jzrepl.itests.histories;
