namespace Groundswell.DnsBed.Cases;

/// <summary>A standing bed and its cases, as a program prints them for others.</summary>
internal sealed record BedListing(int Port, string Hints, string TrustAnchor, string BindAnchor, string Resolver, string TrustingResolver, IReadOnlyList<BedListing.Case> Cases)
{
    public static BedListing Of(StandingBed bed, CaseBook book) => new(
        bed.Port,
        bed.HintsFile,
        bed.TrustAnchorFile,
        bed.BindAnchorFile,
        $"{book.ResolverAddress}",
        $"{book.Trusting.Address}",
        [.. book.Cases.Select(c => new Case(c.Title, c.Name, c.Type, c.Class, c.Zone, c.GuiltyZone, [.. c.GuiltyAddresses.Select(a => $"{a}")], [.. c.Resolvers.Select(a => $"{a}")], c.Seen.ToString(), c.Waits))]);

    internal sealed record Case(
        string Title,
        string Name,
        string Type,
        string Class,
        string Zone,
        string? GuiltyZone,
        IReadOnlyList<string> GuiltyAddresses,
        IReadOnlyList<string> Resolvers,
        string Seen,
        bool Waits);
}
