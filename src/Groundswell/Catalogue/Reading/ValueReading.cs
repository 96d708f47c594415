using System.Globalization;

namespace Groundswell.Catalogue.Reading;

/// <summary>Single values, read or refused.</summary>
internal static class ValueReading
{
    private const int MaximumAddress = 500;

    extension(CatalogueErrors errors)
    {
        public string? ReadText(Located at)
        {
            switch (at.Value)
            {
                case YamlValue.Text { Value: var text } when !string.IsNullOrWhiteSpace(text):
                    return text.Trim();
                case YamlValue.Text:
                    errors.Add(at, "must not be empty.");
                    return null;
                default:
                    errors.Add(at, "must be a text, not a list or mapping.");
                    return null;
            }
        }

        public IReadOnlyList<Located> ReadList(Located at, int most)
        {
            if (at.Value is not YamlValue.List list)
            {
                errors.Add(at, "must be a list ([a, b], or a line with '- ' for each).");
                return [];
            }

            if (list.Items.Count > most)
            {
                errors.Add(at, $"has {list.Items.Count} entries; at most {most} are allowed.");
                return [];
            }

            return [.. list.Items.Select((item, index) => at.Item(index, item))];
        }

        public string? ReadSlug(Located at)
        {
            if (errors.ReadText(at) is not { } text)
            {
                return null;
            }

            if (Slug.IsValid(text))
            {
                return text;
            }

            errors.Add(at, $"'{Slug.Excerpt(text)}' is not a name of this kind; {Slug.Rule}");
            return null;
        }

        public bool ReadYesNo(Located at)
        {
            var text = errors.ReadText(at);
            if (text is not (null or "true" or "false"))
            {
                errors.Add(at, $"'{Slug.Excerpt(text)}' must be true or false.");
            }

            return text == "true";
        }

        public int? ReadNumber(Located at, int least, int most)
        {
            if (errors.ReadText(at) is not { } text)
            {
                return null;
            }

            if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
            {
                return number;
            }

            errors.Add(at, $"'{Slug.Excerpt(text)}' must be a whole number from {least} to {most}.");
            return null;
        }

        /// <summary>A country, never a subdivision nor "unknown".</summary>
        public RegionId? ReadCountry(Located at)
        {
            if (errors.ReadText(at) is not { } text)
            {
                return null;
            }

            if (RegionId.TryParse(text, null, out var region) && !region.IsUnknown && !region.HasSubdivision)
            {
                return region;
            }

            errors.Add(at, $"'{Slug.Excerpt(text)}' is not a country; it must be an ISO 3166-1 code of two capital letters, such as GB.");
            return null;
        }

        public string? ReadHostname(Located at)
        {
            if (errors.ReadText(at) is not { } text)
            {
                return null;
            }

            if (Hostname.TryParse(text, out var hostname))
            {
                return hostname;
            }

            errors.Add(at, $"'{Slug.Excerpt(text)}' is not a host name; {Hostname.Rule}");
            return null;
        }

        public Uri? ReadAddress(Located at)
        {
            if (errors.ReadText(at) is not { } text)
            {
                return null;
            }

            if (IsWebAddress(text, out var address))
            {
                return address;
            }

            errors.Add(at, $"'{Slug.Excerpt(text)}' is not a web address; it must begin with https:// or http://, name a host, and hold no user name.");
            return null;
        }

        /// <summary>One of the words of an enum, written in lower case with hyphens.</summary>
        public T? ReadWord<T>(Located at)
            where T : struct, Enum
        {
            if (errors.ReadText(at) is not { } text)
            {
                return null;
            }

            var words = Words<T>.All;
            if (words.TryGetValue(text, out var value))
            {
                return value;
            }

            var known = string.Join(", ", words.Keys);
            errors.Add(at, $"'{Slug.Excerpt(text)}' is not known.{errors.Suggest(text, words.Keys)} Known: {known}.");
            return null;
        }
    }

    private static bool IsWebAddress(string text, out Uri? address) =>
        Uri.TryCreate(text, UriKind.Absolute, out address)
        && text.Length <= MaximumAddress
        && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp)
        && address.UserInfo.Length == 0
        && (address.HostNameType is UriHostNameType.IPv4 or UriHostNameType.IPv6 || Hostname.TryParse(address.IdnHost, out _));
}
