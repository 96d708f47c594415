using Groundswell.DnsBed.Signing;
using Groundswell.DnsBed.Software;
using Groundswell.DnsBed.Zones;

namespace Groundswell.DnsBed.Cases;

/// <summary>What resolvers say, against what the zone's servers say.</summary>
internal static class ResolverCases
{
    public static void Add(CaseBook book)
    {
        var liar = Forwarder(book, "liar", """
                local-zone: "www.plain.alpha." redirect
                local-data: "www.plain.alpha. A 198.51.100.66"
                local-zone: "mail.plain.alpha." always_nxdomain
            """);
        var honest = Forwarder(book, "honest", "");
        var closed = Forwarder(book, "closed", """
                access-control: 127.0.0.0/8 refuse
            """);
        book.Add(new BedCase("a resolver that gives another address", "www.plain.alpha", "wrong_answer") { Zone = "plain.alpha", Resolvers = [liar.Address], GuiltyAddresses = [liar.Address] });
        book.Add(new BedCase("one of two resolvers gives another address", "www.plain.alpha", "wrong_answer") { Zone = "plain.alpha", Resolvers = [honest.Address, liar.Address], GuiltyAddresses = [liar.Address] });
        book.Add(new BedCase("a resolver that says there is no such name", "mail.plain.alpha", "wrong_answer") { Zone = "plain.alpha", Resolvers = [liar.Address], GuiltyAddresses = [liar.Address] });
        book.Add(new BedCase("resolvers that tell the truth", "mail.plain.alpha", "ok") { Zone = "plain.alpha", Resolvers = [honest.Address, book.Resolver.Address] });
        book.Add(new BedCase("a resolver that refuses to serve us", "mail.plain.alpha", "refused") { Zone = "plain.alpha", Resolvers = [closed.Address], GuiltyAddresses = [closed.Address] });
        book.Add(new BedCase("a resolver that counts the TTL down", "quick.plain.alpha", "ok") { Zone = "plain.alpha", Resolvers = [honest.Address], Before = Fill(honest, "quick.plain.alpha") });
        Cached(book, honest);
    }

    private static void Cached(CaseBook book, BedServer cache)
    {
        var gone = book.Pair("gone.alpha", book.World.Server("reload1", ServerSoftware.Nsd), book.World.Server("reload2", ServerSoftware.Knot), "table A 192.0.2.80\nname A 192.0.2.81\nshort 7200 IN A 192.0.2.82", ZoneSigning.Ecdsa);
        const string Later = "table TXT \"its address went\"\nshort 1 IN A 192.0.2.82";
        book.Add(new BedCase("the address went, and a cache still has it", "table.gone.alpha", "empty")
        {
            Zone = "gone.alpha",
            GuiltyZone = "gone.alpha.",
            Seen = Seen.Empty,
            Resolvers = [cache.Address],
            Before = FillThenChange(cache, gone, Later, "table.gone.alpha", "name.gone.alpha", "short.gone.alpha"),
        });
        book.Add(new BedCase("the name went, and a cache still has it", "name.gone.alpha", "nxdomain") { Zone = "gone.alpha", GuiltyZone = "gone.alpha.", Seen = Seen.NxDomain, Resolvers = [cache.Address] });
        book.Add(new BedCase("a TTL of two hours became one second", "short.gone.alpha", "ttl_collapse") { Zone = "gone.alpha", GuiltyZone = "gone.alpha.", Resolvers = [cache.Address] });
    }

    private static BedServer Forwarder(CaseBook book, string name, string settings) => book.World.Server(
        name,
        ServerSoftware.Unbound,
        $"{settings}\nforward-zone:\n    name: \".\"\n    forward-addr: {book.SecondResolver.Address}@{{port}}");

    private static Func<StandingBed, CancellationToken, Task> Fill(BedServer cache, params string[] names) =>
        async (bed, cancellationToken) =>
        {
            foreach (var name in names)
            {
                await bed.AskAsync(cache.Address, name, "A", cancellationToken);
            }
        };

    private static Func<StandingBed, CancellationToken, Task> FillThenChange(BedServer cache, BedZone zone, string records, params string[] names) =>
        async (bed, cancellationToken) =>
        {
            await Fill(cache, names)(bed, cancellationToken);
            await bed.ChangeAsync(zone, records, cancellationToken);
        };
}
