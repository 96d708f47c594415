using System.Buffers.Binary;
using System.Text;

namespace Groundswell.Sensing.Probes.Kinds;

/// <summary>
/// The messages of grpc.health.v1 in their frame: one octet that says "not compressed", four of length, then protobuf
/// (https://github.com/grpc/grpc/blob/master/doc/health-checking.md).
/// </summary>
internal static class GrpcHealthMessages
{
    private const int FrameLength = 5;
    private const byte ServiceField = (1 << 3) | 2;
    private const byte StatusField = (1 << 3) | 0;
    private const int LongestVarint = 5;

    public static byte[] Write(string service)
    {
        var name = Encoding.UTF8.GetBytes(service);
        var message = new List<byte>();
        if (name.Length > 0)
        {
            message.Add(ServiceField);
            for (var rest = (uint)name.Length; ; rest >>= 7)
            {
                message.Add((byte)(rest < 0x80 ? rest : (rest & 0x7f) | 0x80));
                if (rest < 0x80)
                {
                    break;
                }
            }

            message.AddRange(name);
        }

        var framed = new byte[FrameLength + message.Count];
        BinaryPrimitives.WriteInt32BigEndian(framed.AsSpan(1), message.Count);
        message.CopyTo(framed, FrameLength);
        return framed;
    }

    /// <summary>The serving status; fields that are not known are an answer that is not understood.</summary>
    public static bool TryRead(ReadOnlySpan<byte> framed, out int status)
    {
        status = 0;
        if (framed.Length < FrameLength || framed[0] != 0 || BinaryPrimitives.ReadInt32BigEndian(framed[1..]) != framed.Length - FrameLength)
        {
            return false;
        }

        var message = framed[FrameLength..];
        while (message.Length > 0)
        {
            if (message[0] != StatusField || !TryReadVarint(message[1..], out status, out var length))
            {
                return false;
            }

            message = message[(length + 1)..];
        }

        return true;
    }

    private static bool TryReadVarint(ReadOnlySpan<byte> octets, out int value, out int length)
    {
        value = 0;
        for (length = 0; length < octets.Length && length < LongestVarint;)
        {
            var octet = octets[length];
            value |= (octet & 0x7f) << (7 * length++);
            if (octet < 0x80)
            {
                return true;
            }
        }

        return false;
    }
}
