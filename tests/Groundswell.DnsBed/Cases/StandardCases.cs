using Groundswell.DnsBed.Proxies;
using Groundswell.DnsBed.Signing;
using Groundswell.DnsBed.Zones;

namespace Groundswell.DnsBed.Cases;

/// <summary>What standards forbid or resolvers no longer follow, though the records look right; and what comes close to it and is right.</summary>
internal static class StandardCases
{
    private const string Www = "www A 192.0.2.80";

    public static void Add(CaseBook book)
    {
        Aliases(book);
        CutShort(book);
        Signatures(book);
    }

    private static void Aliases(CaseBook book)
    {
        book.World.Zone("alias-ns.beta").Hold(book.Knot1, Www).Named(new NameServer("alias1.hosting.gamma.", null));
        book.Sick("the only server's name is an alias", "lame", "alias-ns.beta");
        book.World.Zone("half-alias-ns.beta").Hold(book.Knot1, Www).Hold(book.Nsd2, Www).Named(new NameServer("alias1.hosting.gamma.", null), new NameServer("dns2.hosting.gamma.", null));
        book.Sick("one of two servers' names is an alias", "lame", "half-alias-ns.beta", seen: Seen.Answer);
        book.World.Zone("rests-on-alias.beta").Hold(book.Knot1, $"{Www}\nns A {book.Knot1.Address}").Named(new NameServer("alias1.hosting.gamma.", null));
        book.World.Zone("far-alias.gamma").Hold(book.Knot1, Www).Named(new NameServer("ns.rests-on-alias.beta.", null));
        book.Sick("the only server's address is known to a server whose name is an alias", "lame", "far-alias.gamma");
        book.Healthy("eleven aliases in a row", "aliases.alpha", "l9.aliases.alpha");
        book.Sick("twelve aliases in a row", "cname_loop", "aliases.alpha", "l8.aliases.alpha");
    }

    private static void CutShort(CaseBook book)
    {
        var cut = book.World.Before(book.Nsd1, Fault.AlwaysTruncates | Fault.RefusesTcp);
        book.World.Zone("cut.gamma").Hold(book.Nsd1, Www).NamedAt(cut);
        book.SickAt("every answer over UDP is cut short, and nobody listens on TCP", "tcp", "cut.gamma", [cut]);
        var half = book.World.Before(book.Bind2, Fault.AlwaysTruncates | Fault.CutsTcp);
        book.World.Zone("half-cut.beta").Hold(book.Bind2, Www).On(book.Knot2, Www).NamedAt(half);
        book.SickAt("one of two servers cuts every answer short, and ends connections", "tcp", "half-cut.beta", [half], seen: Seen.Answer);
    }

    private static void Signatures(CaseBook book)
    {
        book.Pair("sha1.alpha", book.Bind1, book.Nsd1, signing: ZoneSigning.RsaSha1);
        book.Healthy("a zone that is signed with RSA/SHA-1", "sha1.alpha");
        book.Pair("sha1-ds.alpha", book.Knot2, book.Nsd2, signing: ZoneSigning.Ecdsa).WithDs(DsKind.Sha1);
        book.Healthy("a DS by SHA-1 alone", "sha1-ds.alpha");
        book.Pair("sha1-beside.alpha", book.Knot1, book.Bind2, signing: ZoneSigning.Ecdsa).WithDs(DsKind.Sha1BesideWrong);
        book.Sick("a right DS by SHA-1 beside a wrong one by SHA-256", "dnssec", "sha1-beside.alpha");
    }
}
