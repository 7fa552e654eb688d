// The third schema: what a reply cites. Null is nothing, as in every row that was there before.

export const schema3 = `
ALTER TABLE node_body ADD COLUMN citations TEXT;
`;
