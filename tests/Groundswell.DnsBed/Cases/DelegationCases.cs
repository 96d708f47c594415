using Groundswell.DnsBed.Signing;
using Groundswell.DnsBed.Zones;

namespace Groundswell.DnsBed.Cases;

/// <summary>Parent and zone, or the servers of one zone, say different things.</summary>
internal static class DelegationCases
{
    private const string Www = "www A 192.0.2.80";

    public static void Add(CaseBook book)
    {
        Mismatched(book);
        Glueless(book);
        Inconsistent(book);
    }

    private static void Mismatched(CaseBook book)
    {
        book.World.Zone("grown.alpha").On(book.Bind1, Www, ZoneSigning.Ecdsa).On(book.Knot1, Www, ZoneSigning.Ecdsa).On(book.Nsd2, Www, ZoneSigning.Ecdsa)
            .ParentNames(new("ns1.grown.alpha.", book.Bind1.Address), new("ns2.grown.alpha.", book.Knot1.Address));
        book.Sick("the zone names a third server that the parent does not", "delegation_mismatch", "grown.alpha", seen: Seen.Answer);
        book.World.Zone("shrunk.beta").On(book.Nsd1, Www).On(book.Knot2, Www).Hold(book.Bind2, Www)
            .ParentNames(new("ns1.shrunk.beta.", book.Nsd1.Address), new("ns2.shrunk.beta.", book.Knot2.Address), new("old.shrunk.beta.", book.Bind2.Address));
        book.Sick("the parent names a third server that the zone does not, and it still answers", "delegation_mismatch", "shrunk.beta", seen: Seen.Answer);
        book.World.Zone("renumbered.gamma").On(book.Nsd2, Www).On(book.Bind1, Www).Hold(book.Knot2, Www)
            .ParentNames(new("ns1.renumbered.gamma.", book.Knot2.Address), new("ns2.renumbered.gamma.", book.Bind1.Address));
        book.Sick("the parent has an old address of a server, and it still answers", "delegation_mismatch", "renumbered.gamma", seen: Seen.Answer);
    }

    private static void Glueless(CaseBook book)
    {
        book.Pair("no-glue.alpha", book.Bind1, book.Nsd1, signing: ZoneSigning.Ecdsa).WithoutGlue();
        book.Sick("servers inside the zone, whose addresses the parent does not give", "missing_glue", "no-glue.alpha");
        book.Pair("no-glue.gamma", book.Knot2, book.Nsd2).WithoutGlue();
        book.Sick("no glue in an unsigned parent", "missing_glue", "no-glue.gamma");
        Waiting(book, "left.beta", "right.gamma");
        Waiting(book, "right.gamma", "left.beta");
        book.Sick("two zones whose servers stand in each other", "missing_glue", "left.beta");
    }

    private static void Waiting(CaseBook book, string zone, string other) =>
        book.World.Zone(zone).Hold(book.Bind2, $"{Www}\nns A {book.Bind2.Address}").Named(new NameServer($"ns.{other}.", null));

    private static void Inconsistent(CaseBook book)
    {
        book.World.Zone("split.alpha").On(book.Bind1, Www, ZoneSigning.Ecdsa, serial: 12).On(book.Knot2, "www A 192.0.2.99", ZoneSigning.Ecdsa, serial: 11);
        book.SickAt("one server lags behind and has another address", "inconsistent", "split.alpha", [book.Knot2.Address], seen: Seen.Answer);
        book.World.Zone("split.beta").On(book.Nsd1, Www, serial: 5).On(book.Bind2, "other A 192.0.2.99", serial: 4);
        book.SickAt("one server lags behind and does not have the name", "inconsistent", "split.beta", [book.Bind2.Address], seen: Seen.Varies);
        book.World.Zone("split.gamma").On(book.Nsd2, Www, serial: 8).On(book.Knot1, "www TXT \"no address\"", serial: 7);
        book.SickAt("one server lags behind and does not have the address", "inconsistent", "split.gamma", [book.Knot1.Address], seen: Seen.Varies);
        book.World.Zone("split.delta").On(book.Nsd1, Www, ZoneSigning.Ed25519).On(book.Bind1, "www A 192.0.2.99", ZoneSigning.Ed25519);
        book.Sick("two servers with one serial and two addresses", "inconsistent", "split.delta", seen: Seen.Answer);
    }
}
