using System.Text;

namespace Groundswell.Dns.Wire;

/// <summary>What a message's OPT record says (RFC 6891).</summary>
public sealed record Edns
{
    /// <summary>Octets that the sender takes by UDP.</summary>
    public required ushort UdpSize { get; init; }

    public byte Version { get; init; }

    /// <summary>Whether signatures are wanted, or understood (DO).</summary>
    public bool DnssecOk { get; init; }

    public IReadOnlyList<EdnsOption> Options { get; init; } = [];

    /// <summary>The reasons that the server gives (RFC 8914).</summary>
    public IEnumerable<ExtendedError> Errors => Options.Where(o => o.Code == EdnsOption.ExtendedError && o.Octets.Length >= 2)
        .Select(o => new ExtendedError((ushort)((o.Octets.Span[0] << 8) | o.Octets.Span[1]), Printable(o.Octets.Span[2..])));

    /// <summary>A server's words go to a terminal: nothing in them may move its cursor.</summary>
    private static string Printable(ReadOnlySpan<byte> text) =>
        string.Concat(Encoding.UTF8.GetString(text).TrimEnd('\0').Select(c => char.IsControl(c) ? ' ' : c));
}
