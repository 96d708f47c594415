namespace Groundswell.Catalogue;

/// <summary>
/// How large a catalogue may be. Far above any honest one (docs/catalogue.md); they bound what a wrong or hostile file can cost.
/// </summary>
public static class CatalogueLimits
{
    public const int Files = 2_000;

    /// <summary>Characters in one file.</summary>
    public const int FileLength = 4 * 1024 * 1024;

    /// <summary>Nesting of lists and mappings.</summary>
    public const int Depth = 12;

    /// <summary>Texts, lists and mappings in one file.</summary>
    public const int ValuesPerFile = 500_000;

    /// <summary>Characters of one text.</summary>
    public const int TextLength = 2_000;

    public const int Services = 1_000_000;

    public const int Components = 100_000;

    public const int HostnamesPerEntry = 64;

    public const int SymptomsPerService = 16;

    public const int DependenciesPerEntry = 256;

    public const int EvidencePerDependency = 16;

    public const int FeedsPerProvider = 16;

    public const int RulesPerFeed = 500;

    public const int ComponentsPerRule = 64;

    public const int ProbesPerEntry = 32;

    /// <summary>Headers, statuses, records or conditions of one probe.</summary>
    public const int ListedPerProbe = 64;

    public const int HolidaysPerCountry = 100;

    public const int DatesPerHoliday = 200;

    /// <summary>Days in a row that one holiday may last.</summary>
    public const int HolidayLength = 16;

    /// <summary>Days that a holiday may lie before or after Easter.</summary>
    public const int DaysFromEaster = 100;

    /// <summary>Minutes that local time may be ahead of UTC or behind it.</summary>
    public const int OffsetMinutes = 14 * 60;

    public const int Fingerprints = 20_000;

    /// <summary>Things that one organisation does for others.</summary>
    public const int PartsPerFingerprint = 32;

    /// <summary>Domains of one organisation, or marks of one kind of one of its parts.</summary>
    public const int MarksPerList = 500;

    /// <summary>Errors listed before the reader says only how many more there are.</summary>
    public const int Errors = 500;
}
