namespace Groundswell.Dns.Wire;

/// <summary>An option of EDNS (RFC 6891, section 6.1.2).</summary>
public sealed record EdnsOption(ushort Code, ReadOnlyMemory<byte> Octets)
{
    public const ushort ClientSubnet = 8;
    public const ushort Cookie = 10;
    public const ushort ExtendedError = 15;
}
