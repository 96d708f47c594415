namespace Groundswell.Sensing.Feeds.Reading;

/// <summary>Dictionaries of what a page lists; where it lists a key twice, the first counts.</summary>
internal static class SafeDictionary
{
    public static Dictionary<string, TValue> ToDictionarySafely<TItem, TValue>(this IEnumerable<TItem> items, Func<TItem, string> key, Func<TItem, TValue> value)
    {
        var dictionary = new Dictionary<string, TValue>(StringComparer.Ordinal);
        foreach (var item in items)
        {
            dictionary.TryAdd(key(item), value(item));
        }

        return dictionary;
    }
}
