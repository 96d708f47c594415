using System.Buffers.Binary;

namespace Groundswell.DnsBed.Proxies;

/// <summary>Messages on a stream: two octets of length, then the message (RFC 1035, 4.2.2).</summary>
internal static class WireStream
{
    /// <summary>The next message; null at the end.</summary>
    public static async Task<byte[]?> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        var length = new byte[2];
        if (await stream.ReadAtLeastAsync(length, 2, throwOnEndOfStream: false, cancellationToken) < 2)
        {
            return null;
        }

        var message = new byte[BinaryPrimitives.ReadUInt16BigEndian(length)];
        return await stream.ReadAtLeastAsync(message, message.Length, throwOnEndOfStream: false, cancellationToken) < message.Length ? null : message;
    }

    public static async Task WriteAsync(Stream stream, byte[] message, CancellationToken cancellationToken) =>
        await stream.WriteAsync(Framed(message), cancellationToken);

    public static byte[] Framed(byte[] message) => [(byte)(message.Length >> 8), (byte)message.Length, .. message];
}
