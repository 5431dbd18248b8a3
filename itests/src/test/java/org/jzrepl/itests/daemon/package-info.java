// SPDX-License-Identifier: Apache-2.0
/// The product as an operator has it: its own `bin/jzrepl`, in processes of their own.
@org.jspecify.annotations.NullMarked
package org.jzrepl.itests.daemon;
