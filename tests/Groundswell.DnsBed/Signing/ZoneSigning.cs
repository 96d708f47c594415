namespace Groundswell.DnsBed.Signing;

/// <summary>How a zone is signed, rightly or wrongly.</summary>
public sealed record ZoneSigning
{
    /// <summary>DNSSEC algorithm number: 5 RSASHA1, 8 RSASHA256, 13 ECDSAP256SHA256, 15 ED25519.</summary>
    public required int Algorithm { get; init; }

    /// <summary>Two keys, one for the keys and one for the rest, instead of one for all.</summary>
    public bool HasTwoKeys { get; init; }

    public Denial Denial { get; init; } = Denial.Nsec;

    /// <summary>From now.</summary>
    public TimeSpan Begins { get; init; } = TimeSpan.FromHours(-1);

    /// <summary>From now.</summary>
    public TimeSpan Ends { get; init; } = TimeSpan.FromDays(14);

    /// <summary>What is done to the lines of the signed zone, a record each.</summary>
    public Func<IEnumerable<string>, IEnumerable<string>>? Spoil { get; init; }

    public static ZoneSigning Ecdsa { get; } = new() { Algorithm = 13 };

    public static ZoneSigning Rsa { get; } = new() { Algorithm = 8, HasTwoKeys = true };

    public static ZoneSigning RsaSha1 { get; } = new() { Algorithm = 5, HasTwoKeys = true };

    public static ZoneSigning Ed25519 { get; } = new() { Algorithm = 15 };

    public ZoneSigning Expired => this with { Begins = TimeSpan.FromDays(-40), Ends = TimeSpan.FromDays(-9) };

    public ZoneSigning NotYetValid => this with { Begins = TimeSpan.FromDays(3), Ends = TimeSpan.FromDays(30) };

    public ZoneSigning By(Denial denial) => this with { Denial = denial };

    public ZoneSigning Spoilt(Func<IEnumerable<string>, IEnumerable<string>> spoil) => this with { Spoil = spoil };
}
