using Groundswell.DnsBed.Signing;

namespace Groundswell.DnsBed.Hostile;

/// <summary>
/// Keys that share one tag, so that a validator which tries every key on every signature does a hundred times a hundred slow
/// verifications, none of which succeeds (CVE-2023-50387).
/// </summary>
internal static class KeyTrap
{
    private const int Keys = 90; // with as many signatures just below the largest message
    private const byte Algorithm = 8; // RSA takes any odd number for a modulus, so such keys are easily made

    private static readonly IReadOnlyList<BedKey> Made = [.. Enumerable.Range(0, Keys).Select(Make)];

    /// <summary>Lines for the parent: a DS of every key.</summary>
    public static string Ds(string zone) =>
        string.Concat(Made.Select(k => FormattableString.Invariant($"{zone} 3600 IN DS {k.Tag} {Algorithm} 2 {k.Digest(zone)}\n")));

    /// <summary>The keys, if they were asked for, or an address, under signatures that name all of them.</summary>
    public static byte[] Answer(ReplyWriter reply, string zone)
    {
        if (reply.Type == ReplyWriter.TypeDnskey)
        {
            foreach (var key in Made)
            {
                reply.Record(0, reply.Name, ReplyWriter.TypeDnskey, [1, 1, 3, Algorithm, .. Convert.FromBase64String(key.PublicKey)]);
            }
        }
        else
        {
            reply.Record(0, reply.Name, ReplyWriter.TypeA, [192, 0, 2, 1]);
        }

        for (var i = 0; i < Keys; i++)
        {
            var signature = new byte[256];
            (signature[0], signature[255]) = (1, (byte)i);
            var labels = (byte)reply.Name.Count(c => c == '.');
            reply.Record(0, reply.Name, ReplyWriter.TypeRrsig,
            [
                (byte)(reply.Type >> 8), (byte)reply.Type, Algorithm, labels, 0, 0, 1, 44, 0xff, 0, 0, 0, 0x60, 0, 0, 0,
                (byte)(Made[0].Tag >> 8), (byte)Made[0].Tag, .. ReplyWriter.Wire(zone), .. signature,
            ]);
        }

        return reply.ToArray();
    }

    private static BedKey Make(int number)
    {
        // A large exponent makes each verification as slow as a signature. Two octets at odd places change against each other, so
        // that the sum which is the tag stays.
        var exponent = new byte[200];
        var modulus = new byte[256];
        Array.Fill(exponent, (byte)0xa5);
        Array.Fill(modulus, (byte)0xc3);
        (modulus[101], modulus[103]) = ((byte)number, (byte)(255 - number));
        return new BedKey(257, Algorithm, Convert.ToBase64String([200, .. exponent, .. modulus]), "");
    }
}
