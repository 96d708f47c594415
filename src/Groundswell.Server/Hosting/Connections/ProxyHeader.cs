using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Groundswell.Server.Hosting.Connections;

/// <summary>The header of the PROXY protocol, versions 1 and 2 (HAProxy, "The PROXY protocol", 2020-03-05).</summary>
/// <param name="State">Whether it is whole.</param>
/// <param name="Length">Bytes that it takes.</param>
/// <param name="Source">For whom the proxy forwards; null where it speaks for itself, or does not tell.</param>
internal readonly record struct ProxyHeader(ProxyHeader.Reading State, int Length = 0, IPEndPoint? Source = null)
{
    /// <summary>Longest header that is read: version 2 with the vendor data that balancers add.</summary>
    public const int Longest = 4 * 1024;

    private const int LongestText = 107;
    private const int FixedPart = 16;

    private static ReadOnlySpan<byte> Signature => "\r\n\r\n\0\r\nQUIT\n"u8;

    public enum Reading
    {
        /// <summary>More must come.</summary>
        Partial,

        Whole,

        /// <summary>It is none.</summary>
        Wrong,
    }

    public static ProxyHeader Read(ReadOnlySequence<byte> start)
    {
        var bytes = start.Length <= Longest ? start.ToArray() : start.Slice(0, Longest).ToArray();
        var compared = Math.Min(bytes.Length, Signature.Length);
        if (bytes.AsSpan(0, compared).SequenceEqual(Signature[..compared]))
        {
            return bytes.Length < FixedPart ? new ProxyHeader(Reading.Partial) : ReadBinary(bytes);
        }

        var word = "PROXY "u8;
        compared = Math.Min(bytes.Length, word.Length);
        return bytes.AsSpan(0, compared).SequenceEqual(word[..compared]) ? ReadText(bytes) : new ProxyHeader(Reading.Wrong);
    }

    // PROXY TCP4 203.0.113.7 192.0.2.1 56324 443\r\n
    private static ProxyHeader ReadText(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOf("\r\n"u8);
        if (end < 0)
        {
            return new ProxyHeader(bytes.Length >= LongestText ? Reading.Wrong : Reading.Partial);
        }

        var words = Encoding.ASCII.GetString(bytes[..end]).Split(' ');
        var family = words is [_, "TCP4", ..] ? AddressFamily.InterNetwork : words is [_, "TCP6", ..] ? AddressFamily.InterNetworkV6 : AddressFamily.Unspecified;
        if (words is [_, "UNKNOWN", ..])
        {
            return new ProxyHeader(Reading.Whole, end + 2);
        }

        return end + 2 <= LongestText && words.Length == 6 && family != AddressFamily.Unspecified
            && IPAddress.TryParse(words[2], out var source) && source.AddressFamily == family
            && IPAddress.TryParse(words[3], out var destination) && destination.AddressFamily == family
            && ushort.TryParse(words[4], NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            && ushort.TryParse(words[5], NumberStyles.None, CultureInfo.InvariantCulture, out _)
            ? new ProxyHeader(Reading.Whole, end + 2, new IPEndPoint(source, port))
            : new ProxyHeader(Reading.Wrong);
    }

    private static ProxyHeader ReadBinary(ReadOnlySpan<byte> bytes)
    {
        var (version, command) = (bytes[12] >> 4, bytes[12] & 0xF);
        var length = FixedPart + BinaryPrimitives.ReadUInt16BigEndian(bytes[14..]);
        if (version != 2 || command > 1 || length > Longest)
        {
            return new ProxyHeader(Reading.Wrong);
        }

        if (bytes.Length < length)
        {
            return new ProxyHeader(Reading.Partial);
        }

        var addresses = bytes[FixedPart..length];
        return (command, bytes[13]) switch
        {
            (0, _) => new ProxyHeader(Reading.Whole, length), // LOCAL: the proxy asks on its own account
            (1, 0x11) when addresses.Length >= 12 => new ProxyHeader(Reading.Whole, length, new IPEndPoint(new IPAddress(addresses[..4]), BinaryPrimitives.ReadUInt16BigEndian(addresses[8..]))),
            (1, 0x21) when addresses.Length >= 36 => new ProxyHeader(Reading.Whole, length, new IPEndPoint(new IPAddress(addresses[..16]), BinaryPrimitives.ReadUInt16BigEndian(addresses[32..]))),
            (1, 0x11 or 0x21) => new ProxyHeader(Reading.Wrong),
            _ => new ProxyHeader(Reading.Whole, length), // of a kind that has no address, or none that is known here
        };
    }
}
