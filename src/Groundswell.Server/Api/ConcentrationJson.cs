using System.Text.Json;
using Groundswell.Concentration;

namespace Groundswell.Server.Api;

/// <summary>The shapes of concentration and switch-offs in the API.</summary>
internal static class ConcentrationJson
{
    private const int Largest = 10;
    private const int MostRadii = 1_000;

    public static void WriteReport(Utf8JsonWriter json, ConcentrationReport report)
    {
        json.WriteStartObject();
        json.WriteNumber("services", report.Services);
        json.WriteNumber("supplied", report.Supplied);
        WriteNumber(json, "mean_single_points", report.MeanSinglePoints);
        json.WriteStartArray("layers");
        foreach (var layer in report.Layers)
        {
            json.WriteStartObject();
            json.WriteString("layer", Layers.Word(layer.Layer));
            WriteNumber(json, "substitutability", layer.Suppliers.Substitutability);
            WriteFigures(json, "used", layer.Used, layer.Suppliers.Used);
            WriteFigures(json, "critical", layer.Critical, layer.Suppliers.Critical);
            WriteFigures(json, "critical_in_all", layer.CriticalInAll, layer.Suppliers.CriticalInAll);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteRadii(json, "providers", report.Providers);
        WriteRadii(json, "components", report.Components);
        WritePicks(json, "smallest_falls", report.SmallestFalls);
        WritePicks(json, "smallest_hits", report.SmallestHits);
        WriteSovereignty(json, report.Sovereignty);
        json.WriteEndObject();
    }

    public static void WriteSwitchOff(Utf8JsonWriter json, WhatIfResult result)
    {
        json.WriteStartObject();
        json.WriteString("switched_off", result.Target.Id);
        json.WriteString("name", result.Target.Name);
        json.WriteNumber("components", result.Target.Components.Count);
        json.WriteNumber("services", result.ServicesInAll);
        json.WriteNumber("falls", result.HardServices);
        WriteNumber(json, "expected", result.Expected);
        json.WriteNumber("low", result.Low);
        json.WriteNumber("high", result.High);
        json.WriteNumber("samples", result.Samples);
        WriteNumber(json, "standard_error", result.StandardError);
        json.WriteStartObject("odds");
        json.WriteNumber("hard", result.Odds.Hard);
        json.WriteNumber("degraded", result.Odds.Degraded);
        json.WriteNumber("soft", result.Odds.Soft);
        json.WriteEndObject();
        json.WriteNumber("components_reached", result.ComponentsReached);
        json.WriteNumber("services_reached", result.ServicesReached);
        WriteFalling(json, "fallen_components", result.Components);
        WriteFalling(json, "fallen_services", result.Services);
        json.WriteEndObject();
    }

    private static void WriteFigures(Utf8JsonWriter json, string name, SupplierFigures figures, SupplierTable table)
    {
        json.WriteStartObject(name);
        json.WriteNumber("services", figures.Entities);
        json.WriteNumber("pairs", figures.Pairs);
        WriteNumber(json, "hhi", figures.Hhi, 2);
        json.WriteString("band", figures.Band.ToString().ToLowerInvariant());
        json.WriteNumber("top3", figures.Top3);
        WriteNumber(json, "cr3", figures.Cr3);
        json.WriteNumber("top10", figures.Top10);
        WriteNumber(json, "cr10", figures.Cr10);
        json.WriteStartArray("largest");
        foreach (var supplier in figures.Largest.Where(s => table.EntitiesOf(s).Length > 0).Take(Largest))
        {
            json.WriteStartObject();
            json.WriteString("provider", table.Suppliers[supplier]);
            json.WriteNumber("services", table.EntitiesOf(supplier).Length);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteRadii(Utf8JsonWriter json, string name, IReadOnlyList<BlastRadius> radii)
    {
        json.WriteStartArray(name);
        foreach (var radius in radii.Take(MostRadii))
        {
            json.WriteStartObject();
            json.WriteString("id", radius.Id);
            json.WriteString("name", radius.Name);
            json.WriteNumber("direct", radius.Direct);
            json.WriteNumber("falls", radius.Falls);
            WriteNumber(json, "amplification", radius.Amplification);
            json.WriteNumber("hit", radius.Hit);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WritePicks(Utf8JsonWriter json, string name, IReadOnlyList<SetPick> picks)
    {
        json.WriteStartArray(name);
        foreach (var pick in picks)
        {
            json.WriteStartObject();
            json.WriteString("provider", pick.Provider);
            json.WriteNumber("added", pick.Added);
            json.WriteNumber("down", pick.Covered);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteSovereignty(Utf8JsonWriter json, Sovereignty sovereignty)
    {
        json.WriteStartObject("sovereignty");
        json.WriteNumber("pairs", sovereignty.Pairs);
        json.WriteStartArray("jurisdictions");
        foreach (var share in sovereignty.Shares)
        {
            json.WriteStartObject();
            json.WriteString("country", share.Country.ToString());
            json.WriteNumber("providers", share.Providers);
            json.WriteNumber("pairs", share.Pairs);
            WriteNumber(json, "share", share.Share);
            json.WriteNumber("services", share.Services);
            json.WriteNumber("falls", share.Falls);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("countries");
        foreach (var country in sovereignty.Countries)
        {
            json.WriteStartObject();
            json.WriteString("country", country.Country.ToString());
            json.WriteNumber("services", country.Services);
            json.WriteNumber("supplied", country.Supplied);
            json.WriteNumber("pairs", country.Pairs);
            json.WriteNumber("domestic_pairs", country.DomesticPairs);
            WriteNumber(json, "insularity", country.Share);
            json.WriteNumber("wholly_domestic", country.WhollyDomestic);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteFalling(Utf8JsonWriter json, string name, IReadOnlyList<Falling> falling)
    {
        json.WriteStartArray(name);
        foreach (var one in falling)
        {
            json.WriteStartObject();
            json.WriteString("id", one.Id);
            json.WriteString("name", one.Name);
            json.WriteNumber("wave", one.Wave);
            WriteNumber(json, "mean_step", one.MeanStep, 2);
            WriteNumber(json, "probability", one.Probability);
            json.WriteBoolean("hard", one.IsHard);
            json.WriteStartArray("through");
            foreach (var through in one.Through)
            {
                json.WriteStringValue(through);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, double value, int digits = 4)
    {
        if (double.IsFinite(value))
        {
            json.WriteNumber(name, Math.Round(value, digits));
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
