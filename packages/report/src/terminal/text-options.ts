/** How a text may look: what the terminal can show, and what paths are relative to. */
export interface TextOptions {
  /** Escape sequences for colours; false unless given. */
  color?: boolean;
  /** Characters beyond ASCII, such as those that draw boxes; false unless given. */
  unicode?: boolean;
  /** Columns of the terminal, of which at most 120 are used; 100 unless given. */
  width?: number;
  /** Paths below it are shown relative to it. */
  directory?: string;
}
