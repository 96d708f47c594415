using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Groundswell.DnsBed.Signing;

/// <summary>A key as the tools of BIND wrote it. One key serves many zones: its files bear no name of a zone but in the first field.</summary>
/// <param name="Flags">257 for one that signs keys, else 256.</param>
/// <param name="Algorithm">DNSSEC algorithm number.</param>
/// <param name="PublicKey">Base64.</param>
/// <param name="PrivateFile">Content of the <c>.private</c> file.</param>
internal sealed record BedKey(int Flags, int Algorithm, string PublicKey, string PrivateFile)
{
    /// <summary>RFC 4034, appendix B.</summary>
    public int Tag
    {
        get
        {
            var sum = 0L;
            foreach (var (index, octet) in Wire().Index())
            {
                sum += index % 2 == 0 ? octet << 8 : octet;
            }

            return (int)((sum + (sum >> 16)) & 0xffff);
        }
    }

    public string Record => $"DNSKEY {Flags} 3 {Algorithm} {PublicKey}";

    public string FileStem(string zone) => FormattableString.Invariant($"K{zone}+{Algorithm:000}+{Tag:00000}");

    /// <summary>SHA-256 over owner and key, as RFC 4509 says.</summary>
    public string Digest(string zone) => Convert.ToHexString(SHA256.HashData([.. OwnerWire(zone), .. Wire()]));

#pragma warning disable CA5350 // Zones of old have it, and the bed has such.
    /// <summary>SHA-1 over the same.</summary>
    public string Sha1Digest(string zone) => Convert.ToHexString(SHA1.HashData([.. OwnerWire(zone), .. Wire()]));
#pragma warning restore CA5350

    private static IEnumerable<byte> OwnerWire(string zone) =>
        zone.Split('.', StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(label => Encoding.ASCII.GetBytes(label).Prepend((byte)label.Length))
            .Append((byte)0);

    private byte[] Wire()
    {
        var key = Convert.FromBase64String(PublicKey);
        var wire = new byte[4 + key.Length];
        BinaryPrimitives.WriteUInt16BigEndian(wire, (ushort)Flags);
        wire[2] = 3;
        wire[3] = (byte)Algorithm;
        key.CopyTo(wire, 4);
        return wire;
    }
}
