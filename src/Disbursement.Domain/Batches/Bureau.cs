namespace Disbursement.Domain.Batches;

/// <summary>A county finance bureau that pays.</summary>
/// <param name="County">Six digits.</param>
/// <param name="CountyName">The county's name.</param>
/// <param name="Name">The bureau's name.</param>
/// <param name="PayerAccount">The account that pays.</param>
/// <param name="PayerBankCode">Twelve digits.</param>
/// <param name="Formats">Of csv, xlsx, pain001, bank.</param>
/// <param name="Encoding"><c>utf-8</c> or <c>gb18030</c>, of text files.</param>
public sealed record Bureau(string County, string CountyName, string Name, string PayerAccount, string PayerBankCode,
    IReadOnlyList<string> Formats, string Encoding);
