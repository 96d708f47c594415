namespace Groundswell.Sensing.Feeds.Microsoft;

/// <summary>
/// Names of Azure's regions among its categories, where services stand too: a place and a direction ("West US 2", "UK South",
/// "South Africa North"), so that a region that is opened tomorrow is known, and "IoT Central" is none.
/// </summary>
internal static class AzureRegions
{
    private static readonly HashSet<string> Directions = new(["north", "south", "east", "west", "central", "northcentral", "southcentral", "westcentral", "southeast", "northeast", "southwest", "northwest"], StringComparer.OrdinalIgnoreCase);

    private static readonly HashSet<string> Places = new(
        [
            "us", "usa", "usgov", "usdod", "gov", "dod", "arizona", "texas", "virginia", "iowa", "europe", "asia", "africa", "america", "pacific", "uk", "united", "kingdom", "france", "germany",
            "norway", "switzerland", "sweden", "denmark", "finland", "iceland", "ireland", "poland", "italy", "spain", "portugal", "austria", "belgium", "netherlands", "greece", "czechia",
            "romania", "türkiye", "turkey", "uae", "qatar", "israel", "saudi", "arabia", "kuwait", "oman", "bahrain", "egypt", "kenya", "nigeria", "morocco", "australia", "new", "zealand", "japan", "korea",
            "india", "jio", "china", "taiwan", "hong", "kong", "singapore", "malaysia", "indonesia", "thailand", "vietnam", "philippines", "brazil", "canada", "mexico", "chile", "colombia",
            "argentina", "peru",
        ],
        StringComparer.OrdinalIgnoreCase);

    public static bool IsRegion(string category)
    {
        var words = category.Split([' ', '-', '(', ')'], StringSplitOptions.RemoveEmptyEntries);
        return category.Equals("Global", StringComparison.OrdinalIgnoreCase)
            || (words.Length is > 0 and < 6 && Array.TrueForAll(words, w => Directions.Contains(w) || Places.Contains(w) || w.All(char.IsAsciiDigit)) && Array.Exists(words, Places.Contains))
            || (words.Length == 1 && IsId(words[0]));
    }

    /// <summary>The id of one: "westus2".</summary>
    private static bool IsId(string word)
    {
        var name = word.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9');
        return Directions.Any(d => (name.StartsWith(d, StringComparison.OrdinalIgnoreCase) && Places.Contains(name[d.Length..]))
            || (name.EndsWith(d, StringComparison.OrdinalIgnoreCase) && Places.Contains(name[..^d.Length])));
    }
}
