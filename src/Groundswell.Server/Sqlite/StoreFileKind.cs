namespace Groundswell.Server.Sqlite;

/// <summary>What a database file of a store holds; told by its name, and written into it (<c>application_id</c>), so that one that came under a wrong name is found.</summary>
internal sealed record StoreFileKind(string Name, char Letter, IReadOnlyList<string> Tables)
{
    public static readonly StoreFileKind Main = new("counts, incidents and names", 'M', ["names", "bins", "marks", "reporter_keys", "incident_events", "probe_changes", "notices"]);
    public static readonly StoreFileKind Day = new("reports of a day", 'J', ["reports"]);
    public static readonly StoreFileKind Ledger = new("the journal's ledger", 'L', ["stretches"]);

    private const int Program = 'G' << 24 | 'S' << 16 | 'W' << 8;

    private static readonly StoreFileKind[] All = [Main, Day, Ledger];

    public int ApplicationId => Program | Letter;

    /// <summary>The kind that a file of this name is; null where it is none of a store.</summary>
    public static StoreFileKind? OfPath(string path) => Path.GetFileName(path) switch
    {
        StoreLayout.Database => Main,
        JournalLedger.FileName => Ledger,
        var name when JournalDay.TryParse(name, out _) => Day,
        _ => null,
    };

    /// <summary>The kind that says so itself; null where none does.</summary>
    public static StoreFileKind? OfApplicationId(int id) => Array.Find(All, kind => kind.ApplicationId == id);
}
