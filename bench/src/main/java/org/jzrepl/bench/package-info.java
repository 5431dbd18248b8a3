// SPDX-License-Identifier: Apache-2.0
/// What a byte costs on its way through the product. [Bench] starts both ends of each [Setup] as processes, which
/// are [Sender] and [Receiver], [Copy], or socat.
@org.jspecify.annotations.NullMarked
package org.jzrepl.bench;
