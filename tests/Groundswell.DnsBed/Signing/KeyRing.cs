using Groundswell.DnsBed.Running;

namespace Groundswell.DnsBed.Signing;

/// <summary>The keys of a bed, made at its start by <c>dnssec-keygen</c>: two an algorithm.</summary>
internal sealed class KeyRing
{
    private static readonly (int Number, string Name)[] Algorithms = [(5, "RSASHA1"), (8, "RSASHA256"), (13, "ECDSAP256SHA256"), (15, "ED25519")];

    private readonly Dictionary<(int Flags, int Algorithm), BedKey> _keys;

    private KeyRing(IEnumerable<BedKey> keys) => _keys = keys.ToDictionary(k => (k.Flags, k.Algorithm));

    public static async Task<KeyRing> MakeAsync(string folder, CancellationToken cancellationToken)
    {
        var making =
            from algorithm in Algorithms
            from flags in new[] { 256, 257 }
            select MakeKeyAsync(folder, algorithm.Number, algorithm.Name, flags, cancellationToken);
        return new KeyRing(await Task.WhenAll(making));
    }

    /// <summary>The key that the parent's DS names.</summary>
    public BedKey Entry(ZoneSigning signing) => _keys[(257, signing.Algorithm)];

    public IReadOnlyList<BedKey> All(ZoneSigning signing) =>
        signing.HasTwoKeys ? [Entry(signing), _keys[(256, signing.Algorithm)]] : [Entry(signing)];

    private static async Task<BedKey> MakeKeyAsync(string folder, int algorithm, string name, int flags, CancellationToken cancellationToken)
    {
        string[] arguments = ["-q", "-K", folder, "-a", name, .. algorithm is 5 or 8 ? new[] { "-b", "2048" } : [], .. flags == 257 ? new[] { "-f", "KSK" } : [], "bed"];
        var stem = (await Tool.RunAsync("dnssec-keygen", arguments, cancellationToken)).Trim();
        var line = (await File.ReadAllLinesAsync(Path.Combine(folder, stem + ".key"), cancellationToken)).Last(l => !l.StartsWith(';'));
        var fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var key = string.Concat(fields.SkipWhile(f => f != "DNSKEY").Skip(4));
        return new BedKey(flags, algorithm, key, await File.ReadAllTextAsync(Path.Combine(folder, stem + ".private"), cancellationToken));
    }
}
